"""People's objections: the id of an opt-out is the patient's, that of a bar the keyed hash of a source patient."""

from app.documents.base import Record


class OptOut(Record):
    """A patient who is shown to nobody until this is taken back."""

    class Settings:
        name = "opt_outs"


class BarredSource(Record):
    """A source patient whose data were erased and are not taken again."""

    class Settings:
        name = "barred_sources"
