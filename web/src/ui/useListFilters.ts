import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';

type Address<Filters> = { fromAddress: (parameters: URLSearchParams) => Filters; toAddress: (filters: Filters) => URLSearchParams };

/** The filters of the address, and the search words of this entry of the browser's history: those may name a person. */
export function useListFilters<Filters>({ fromAddress, toAddress }: Address<Filters>) {
  const [parameters, setParameters] = useSearchParams();
  const state = useLocation().state as { search?: string } | null;
  const filters = useMemo(() => fromAddress(parameters), [fromAddress, parameters]);
  const search = state?.search ?? '';
  const set = useCallback(
    (next: URLSearchParams, words: string) => setParameters(next, { replace: true, state: { search: words } }),
    [setParameters],
  );
  const change = useCallback((part: Partial<Filters>) => set(toAddress({ ...filters, ...part }), search), [set, toAddress, filters, search]);
  const setSearch = useCallback((words: string) => set(toAddress(filters), words), [set, toAddress, filters]);
  return { filters, search, change, setSearch, parameters, setParameters: set };
}
