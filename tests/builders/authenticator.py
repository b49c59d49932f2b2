"""An authenticator app, as far as a test needs one."""

import base64
import time
from dataclasses import dataclass

from app.auth.second_factor import STEP_SECONDS, code_at


@dataclass(slots=True)
class Authenticator:
    """Shows the codes of a secret; each works once, so it waits when the next one is not yet due."""

    secret: str
    last_step: int = 0

    def code(self) -> str:
        """Return a code that was not used yet and is taken now."""
        step = max(self.last_step + 1, int(time.time()) // STEP_SECONDS)
        while step > int(time.time()) // STEP_SECONDS + 1:
            time.sleep(0.2)
        self.last_step = step
        return code_at(base64.b32decode(self.secret.replace(" ", "")), step)
