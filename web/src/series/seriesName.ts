/** What people call a series: its label, else its description, else its number. */
export const seriesName = ({ label, description, number }: { label?: string | null; description?: string | null; number?: number | null }) =>
  label || description || (number == null ? 'Series' : `Series ${number}`);
