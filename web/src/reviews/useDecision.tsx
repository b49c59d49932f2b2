import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import type { ReviewImageInput } from '@/graphql/generated/graphql';
import { refusalOf, tell } from '@/ui/outcome';
import { count, nameOf } from '@/ui/words';
import { canTeach, toInput, type Boxes } from './boxes';
import { REVIEW_IMAGE } from './documents';
import type { Waiting } from './ReviewPage';

/** Approving or rejecting; a decided image leaves the queue by itself, because its status in the cache changes. */
export function useDecision(image: Waiting) {
  const [, review] = useMutation(REVIEW_IMAGE);
  const [running, setRunning] = useState<'approve' | 'reject' | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const patient = nameOf(image.series.study.patient);

  const send = async (input: ReviewImageInput) => {
    setRefusal(null);
    const result = await review({ input });
    return refusalOf(result, result.data?.reviewImage.errors);
  };
  const approve = async (state: Boxes, isTaught: boolean) => {
    if (running) return;
    setRunning('approve');
    const sentence = await send({ id: image.id, status: 'APPROVED', redact: toInput(state), remember: isTaught && canTeach(state) });
    setRunning(null);
    setRefusal(sentence);
    if (sentence === null) {
      tell(
        <>
          Approved with {count(state.boxes.length, 'box', 'boxes')}: readers see{' '}
          <Anchor component={Link} to={`/images/${image.id}`} inherit>
            the image of {patient}
          </Anchor>{' '}
          now.{isTaught && canTeach(state) && ' The boxes are remembered for the next images of this device.'}
        </>,
      );
    }
  };
  /** Returns null when it is done, else the sentence to show. */
  const reject = async () => {
    setRunning('reject');
    const sentence = await send({ id: image.id, status: 'REJECTED' });
    setRunning(null);
    if (sentence === null) tell(`Rejected: the files of the image of ${patient} are deleted.`);
    return sentence;
  };
  return { running, refusal, approve, reject };
}

export type Decision = ReturnType<typeof useDecision>;
