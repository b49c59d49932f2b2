"""Documents that were asked before are neither parsed nor validated again."""

from collections.abc import Iterator

from strawberry.extensions import ParserCache, ValidationCache

LONGEST = 20_000  # characters of a document that is kept, 128 of them; the largest of the web app has 2,000


class ParsedOnce(ParserCache):
    """Keeps the documents that were parsed last."""

    def on_parse(self) -> Iterator[None]:
        """Parse, or remember."""
        if len(self.execution_context.query or "") > LONGEST:
            yield
        else:
            yield from super().on_parse()


class ValidatedOnce(ValidationCache):
    """Keeps what validation found in them; it comes after all that refuses operations for other reasons."""

    def on_validate(self) -> Iterator[None]:
        """Validate, or remember, what nobody has refused yet."""
        if self.execution_context.pre_execution_errors or len(self.execution_context.query or "") > LONGEST:
            yield
        else:
            yield from super().on_validate()
