import { type Language } from '../text.ts';

export const exitCodes: Language['exitCodes'] = {
  0: 'the process ended as it meant to',
  1: 'the application failed: its last log lines say why',
  2: 'wrong use of a command or its options, or a panic in Go',
  125: 'the command that should start another one failed itself (docker run, timeout, env)',
  126: 'the command was found but cannot be executed: permissions, a wrong architecture, a directory',
  127: 'the command was not found in the image or its PATH',
  128: 'the container runtime could not start the process',
  130: 'ended by SIGINT (128 + 2), as by Ctrl+C',
  134: 'ended by SIGABRT (128 + 6): the process aborted itself, as by a failed assertion',
  137: 'ended by SIGKILL (128 + 9): out of memory only if the reason is OOMKilled, otherwise killed from outside',
  139: 'ended by SIGSEGV (128 + 11): the process accessed invalid memory',
  143: 'ended by SIGTERM (128 + 15): something asked it to stop',
};
