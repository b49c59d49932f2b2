import { ActionIcon, Alert, Anchor, Button, Checkbox, Stack, Text, UnstyledButton } from '@mantine/core';
import { Check, ShieldAlert, Trash2, X } from 'lucide-react';
import type { Dispatch } from 'react';
import { Link } from 'react-router';
import { REASONS } from '@/images/regions';
import { seriesName } from '@/series/seriesName';
import facts from '@/ui/Facts.module.css';
import { moment, nameOf } from '@/ui/words';
import { canTeach, type Boxes, type Change } from './boxes';
import { boxText } from './BoxMark';
import styles from './Review.module.css';
import type { Waiting } from './ReviewPage';
import type { ReviewActions } from './shortcuts';
import type { Decision } from './useDecision';

type Props = { image: Waiting; state: Boxes; dispatch: Dispatch<Change>; decision: Decision; isTaught: boolean; actions: ReviewActions };

/** Why the image waits, what would be blanked, and the decision. */
export function Panel({ image, state, dispatch, decision, isTaught, actions }: Props) {
  const { deidentification: report, series } = image;
  return (
    <aside className={styles.panel} aria-label="About this image">
      <div className={styles.panelBody} tabIndex={0}>
        <Stack gap="md">
          <section className={styles.doubt} aria-labelledby="doubt-title">
            <ShieldAlert size={20} aria-hidden />
            <div>
              <Text component="h2" id="doubt-title" size="sm" fw={650}>
                Why it waits
              </Text>
              {report.doubt ?? 'It could not be verified that nothing identifying is left.'}
            </div>
          </section>
          <section aria-labelledby="boxes-title">
            <Text component="h2" id="boxes-title" size="sm" fw={650} mb={4}>
              To be blacked out: {state.boxes.length}
            </Text>
            {state.boxes.length === 0 && (
              <Text size="sm" c="gray.4">
                Nothing. Drag over the picture where something identifies the patient.
              </Text>
            )}
            <BoxList state={state} dispatch={dispatch} />
            {canTeach(state) && (
              <Checkbox
                mt="xs"
                size="sm"
                label="Black these out on the device’s next images, too"
                description="Boxes drawn on all frames; useful where a device always writes in the same place"
                checked={isTaught}
                onChange={actions.teach}
                className={styles.teach}
              />
            )}
          </section>
          <dl className={facts.facts}>
            <dt>Patient</dt>
            <dd>
              <Anchor component={Link} to={`/patients/${series.study.patient.id}`} inherit c="hub.2">
                {nameOf(series.study.patient)}
              </Anchor>
            </dd>
            <dt>Series</dt>
            <dd>{seriesName(series)}</dd>
            <dt>Size</dt>
            <dd>
              {image.columns} × {image.rows}
            </dd>
            <dt>Uploaded</dt>
            <dd>
              {moment(image.createdAt)}
              {image.createdBy && `, by ${image.createdBy.name ?? image.createdBy.email}`}
            </dd>
            <dt>Profile</dt>
            <dd>
              {report.profile.name}, version {report.profileVersion}
            </dd>
          </dl>
        </Stack>
      </div>
      {decision.refusal && (
        <Alert color="red" variant="filled" role="alert" radius={0} p="sm">
          {decision.refusal}
        </Alert>
      )}
      <div className={styles.decide}>
        <Button
          variant="outline"
          color="gray.3"
          leftSection={<X size={17} aria-hidden />}
          rightSection={<kbd aria-hidden>R</kbd>}
          onClick={actions.reject}
          disabled={decision.running !== null}
        >
          Reject
        </Button>
        <Button
          color="#087f5b"
          leftSection={<Check size={17} aria-hidden />}
          rightSection={<kbd aria-hidden>A</kbd>}
          onClick={actions.approve}
          loading={decision.running === 'approve'}
        >
          Approve
        </Button>
      </div>
    </aside>
  );
}

function BoxList({ state, dispatch }: { state: Boxes; dispatch: Dispatch<Change> }) {
  return (
    <ul className={styles.boxes}>
      {state.boxes.map((box, index) => (
        <li key={box.key} data-selected={box.key === state.selected || undefined}>
          <UnstyledButton onClick={() => dispatch({ do: 'select', key: box.key })}>
            <span className="visually-hidden">Choose box {index + 1}: </span>
            <span className="numbers">{boxText(box)}</span>
            <small>{REASONS[box.reason]}</small>
          </UnstyledButton>
          <ActionIcon variant="subtle" color="gray.4" size={28} aria-label={`Remove box ${index + 1}`} onClick={() => dispatch({ do: 'remove', key: box.key })}>
            <Trash2 size={15} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
