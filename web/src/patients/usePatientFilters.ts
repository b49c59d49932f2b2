import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { fromAddress, toAddress, type PatientFilters } from './filters';

/** The filters of the address, and the search words of this entry of the browser's history. */
export function usePatientFilters() {
  const [parameters, setParameters] = useSearchParams();
  const state = useLocation().state as { search?: string } | null;
  const filters = useMemo(() => fromAddress(parameters), [parameters]);
  const search = state?.search ?? '';
  const change = useCallback(
    (part: Partial<PatientFilters>) => setParameters(toAddress({ ...filters, ...part }), { replace: true, state: { search } }),
    [filters, search, setParameters],
  );
  const setSearch = useCallback(
    (words: string) => setParameters(toAddress(filters), { replace: true, state: { search: words } }),
    [filters, setParameters],
  );
  return { filters, search, change, setSearch };
}
