type Progress = { bytes: number; totalBytes: number; startedAt: number };

/** How long the rest will take at the rate so far; null while that is a guess. */
export function timeLeft({ bytes, totalBytes, startedAt }: Progress, now: number): string | null {
  const elapsed = (now - startedAt) / 1000;
  if (elapsed < 3 || bytes === 0 || bytes >= totalBytes) return null;
  const seconds = ((totalBytes - bytes) * elapsed) / bytes;
  if (seconds < 60) return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}
