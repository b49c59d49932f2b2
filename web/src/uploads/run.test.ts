import { expect, test, vi } from 'vitest';
import { BACKOFF_MS, run, type Sent } from './run';
import { Refused, type Send } from './send';
import type { Chosen } from './target';

const file = (path: string): Chosen => ({ path, file: { size: 1000 } as File });
const files = (count: number) => Array.from({ length: count }, (_, index) => file(`f${index}`));

function harness(send: Send, overrides: Partial<Parameters<typeof run>[0]> = {}) {
  const waits: number[] = [];
  const progress: Sent[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const settings = { files: files(250), target: {}, send, signal: new AbortController().signal, onStuck: async () => undefined, wait };
  const result = run({ ...settings, onSent: (sent) => progress.push({ ...sent }), ...overrides });
  return { result, waits, progress };
}

test('the first batch opens the job, only the last closes it', async () => {
  const send = vi.fn<Send>(async () => 'job_1');
  const { result, progress } = harness(send, { target: { seriesId: 'ser_1', name: 'T1' }, profileId: 'strict' });
  expect(await result).toBe('job_1');
  expect(send.mock.calls.map(([batch, input]) => [batch.length, input])).toEqual([
    [100, { jobId: null, seriesId: 'ser_1', profileId: 'strict', final: false }],
    [100, { jobId: 'job_1', seriesId: 'ser_1', profileId: 'strict', final: false }],
    [50, { jobId: 'job_1', seriesId: 'ser_1', profileId: 'strict', final: true }],
  ]);
  expect(progress.at(-1)).toEqual({ jobId: 'job_1', files: 250, bytes: 250_000 });
});

test('a failed batch is sent again, later each time', async () => {
  let failures = 3;
  const send: Send = async () => {
    if (failures-- > 0) throw new Error('connection lost');
    return 'job_1';
  };
  const onRetry = vi.fn();
  const { result, waits } = harness(send, { files: files(1), onRetry });
  expect(await result).toBe('job_1');
  expect(onRetry.mock.calls).toEqual([['connection lost'], ['connection lost'], ['connection lost']]);
  expect(waits).toEqual(BACKOFF_MS.slice(0, 3));
});

test('after the last attempt the person is asked, and sending goes on when they say so', async () => {
  let failures = BACKOFF_MS.length + 1;
  const send: Send = async () => {
    if (failures-- > 0) throw new Error('connection lost');
    return 'job_1';
  };
  const onStuck = vi.fn(async () => undefined);
  const { result } = harness(send, { files: files(1), onStuck });
  expect(await result).toBe('job_1');
  expect(onStuck).toHaveBeenCalledExactlyOnceWith('connection lost');
});

test('what the server refuses is not sent again', async () => {
  const send = vi.fn<Send>(async () => {
    throw new Refused('too large');
  });
  const { result, waits } = harness(send);
  await expect(result).rejects.toThrow('too large');
  expect(send).toHaveBeenCalledOnce();
  expect(waits).toEqual([]);
});

test('a cancelled upload sends nothing more', async () => {
  const controller = new AbortController();
  const send = vi.fn<Send>(async () => {
    controller.abort();
    throw new Error('cancelled');
  });
  await expect(harness(send, { signal: controller.signal }).result).rejects.toThrow('cancelled');
  expect(send).toHaveBeenCalledOnce();
});

test('progress within a batch never exceeds the size of its files', async () => {
  const send: Send = async (_batch, _input, onBytes) => {
    onBytes(600);
    onBytes(99_999);
    return 'job_1';
  };
  const { result, progress } = harness(send, { files: files(1) });
  await result;
  expect(progress.map(({ bytes }) => bytes)).toEqual([600, 1000, 1000]);
});

test('an interrupted upload goes on with its job, or with another when that has ended', async () => {
  const open = vi.fn<Send>(async () => 'job_1');
  expect(await harness(open, { files: files(1), jobId: 'job_1' }).result).toBe('job_1');
  expect(open.mock.calls[0]?.[1]).toEqual({ jobId: 'job_1', final: true });
  const ended = vi.fn<Send>(async (_batch, { jobId }) => {
    if (jobId) throw new Refused('This upload has all its files already.');
    return 'job_2';
  });
  expect(await harness(ended, { files: files(1), jobId: 'job_1' }).result).toBe('job_2');
  expect(ended).toHaveBeenCalledTimes(2);
});

test('a pause holds the next batch', async () => {
  const send = vi.fn<Send>(async () => 'job_1');
  let goOn = () => undefined as void;
  const gates = [Promise.resolve(), new Promise<void>((done) => (goOn = done)), Promise.resolve()];
  const { result } = harness(send, { mayGoOn: () => gates.shift() ?? Promise.resolve() });
  await vi.waitFor(() => expect(gates).toHaveLength(1));
  expect(send).toHaveBeenCalledTimes(1);
  goOn();
  expect(await result).toBe('job_1');
  expect(send).toHaveBeenCalledTimes(3);
});
