import { type ExportFormat } from './formats';

const TYPES: Record<ExportFormat, string> = { csv: 'text/csv;charset=utf-8', jsonl: 'application/x-ndjson' };

/** Hands the parts to the browser as a file. */
export function download(parts: string[], name: string, format: ExportFormat): void {
  const url = URL.createObjectURL(new Blob(parts, { type: TYPES[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/:/g, '');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
