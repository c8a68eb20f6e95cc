import { type ExportFormat } from './formats';

const TYPES: Record<ExportFormat, string> = { csv: 'text/csv', jsonl: 'application/x-ndjson' };

/** Where the parts of a file go as they come. */
export interface FileWriter {
  write(part: string): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** The file is not wanted any more: nothing of it stays. */
  abort(): Promise<void>;
}

/** What of the File System Access API is used; not every browser has it. */
interface SaveWindow {
  showSaveFilePicker?(options: object): Promise<{ createWritable(): Promise<FileWriter> }>;
}

/**
 * Streams to a file of the person's choice where the browser can, else collects in blobs, which a browser may keep on
 * disk, and hands them over as a download. Undefined where the person chose no file.
 */
export async function fileWriter(name: string, format: ExportFormat): Promise<FileWriter | undefined> {
  const { showSaveFilePicker } = window as SaveWindow;
  if (!showSaveFilePicker || !window.isSecureContext) {
    return blobWriter(name, format);
  }
  try {
    const types = [{ accept: { [TYPES[format]]: [`.${format}`] } }];
    const handle = await showSaveFilePicker({ suggestedName: name, types });
    return await handle.createWritable();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') {
      return undefined;
    }
    // Not allowed here, as in a frame of another site.
    return blobWriter(name, format);
  }
}

function blobWriter(name: string, format: ExportFormat): FileWriter {
  let parts: Blob[] = [];
  return {
    write: async (part) => {
      parts.push(new Blob([part]));
    },
    close: async () => {
      const url = URL.createObjectURL(new Blob(parts, { type: `${TYPES[format]};charset=utf-8` }));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
    abort: async () => {
      parts = [];
    },
  };
}
