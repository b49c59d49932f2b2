"""axe-core, run inside the page: `evaluate` is not subject to the page's security policy, a script tag would be."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (rules) => (await axe.run(document, { runOnly: { type: 'tag', values: rules } })).violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)"""


@dataclass(frozen=True, slots=True)
class AXE:
    """Looks at the page as it stands; call it once the page has settled."""

    page: Page
    script: Path

    def __call__(self) -> None:
        self.page.evaluate(self.script.read_text())
        found = self.page.evaluate(RUN, RULES)
        assert not found, "\n".join(found)
