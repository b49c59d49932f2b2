import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { DoorFrame, DoorTitle } from '@/session/Door';
import { refresh, signOut } from '@/session/session';
import { SetUp } from './SetUp';

/** What somebody sees whose role needs a second factor, until there is one. */
export default function SecondFactorNeeded() {
  useDocumentTitle('Second factor · Medical Hub');
  return (
    <DoorFrame>
      <DoorTitle title="Set up a second factor">
        Your role needs one: besides your password, the hub asks for a code that an app on your phone shows. You can go on as soon as it is set up.
      </DoorTitle>
      <SetUp onDone={() => void refresh()} />
      <Button variant="subtle" onClick={() => void signOut()}>
        Sign out
      </Button>
    </DoorFrame>
  );
}
