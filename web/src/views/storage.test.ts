import { expect, test } from 'vitest';
import { readKept, withView, writeKept } from './storage';

function storage(): Storage {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value) } as Storage;
}

const VIEW = { name: 'Women', address: 'gender=female', columns: ['id', 'field:Biopsy'] };

test('what is kept reads back, for each person alone', () => {
  const place = storage();
  writeKept('patients', 'usr_1', { columns: ['id'], views: [VIEW] }, place);
  expect(readKept('patients', 'usr_1', place)).toEqual({ columns: ['id'], views: [VIEW] });
  expect(readKept('patients', 'usr_2', place)).toEqual({ columns: null, views: [] });
  expect(readKept('studies', 'usr_1', place)).toEqual({ columns: null, views: [] });
});

test.each(['', '[', '{"columns": [1], "views": [{"name": 3}, null]}', '7'])('%j keeps nothing', (text) => {
  const place = storage();
  place.setItem('medhub.patients.usr_1', text);
  expect(readKept('patients', 'usr_1', place)).toEqual({ columns: null, views: [] });
});

test('a view of the same name is replaced', () => {
  expect(withView([VIEW], { ...VIEW, address: '' })).toEqual([{ ...VIEW, address: '' }]);
  expect(withView([VIEW], { ...VIEW, name: 'All' }).map(({ name }) => name)).toEqual(['All', 'Women']);
});
