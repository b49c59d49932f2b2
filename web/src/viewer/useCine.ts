import { useCallback, useEffect, useState } from 'react';

export const SPEEDS = [2, 5, 10, 15, 24, 30];

/** Turns through a stack like a film. */
export function useCine(turn: () => void) {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(10);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(turn, 1000 / speed);
    return () => clearInterval(timer);
  }, [isPlaying, speed, turn]);
  const toggle = useCallback(() => setPlaying((before) => !before), []);
  return { isPlaying, toggle, speed, setSpeed };
}

export type Cine = ReturnType<typeof useCine>;
