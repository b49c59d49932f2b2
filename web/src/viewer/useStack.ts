import { useEffect, useState } from 'react';
import { announce, seriesMetadata } from './hubImages';
import { framesOf, type Frame } from './stack';

type State = { frames: Frame[] | null; error: string | null };

/** The frames of a series, announced to Cornerstone. */
export function useStack(seriesId: string): State {
  const [state, setState] = useState<State>({ frames: null, error: null });
  useEffect(() => {
    const abort = new AbortController();
    setState({ frames: null, error: null });
    seriesMetadata(seriesId, abort.signal).then(
      (metadata) => {
        const frames = framesOf(metadata);
        announce(frames);
        setState(frames.length ? { frames, error: null } : { frames: null, error: 'This series has no images.' });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ frames: null, error: error instanceof Error ? error.message : 'The series could not be loaded.' });
      },
    );
    return () => abort.abort();
  }, [seriesId]);
  return state;
}
