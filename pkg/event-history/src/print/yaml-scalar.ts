/** Words that a YAML 1.1 reader takes for something else than text. */
const WORDS =
  /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF|~|null|Null|NULL|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INTEGER = /^[-+]?(?:0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/;
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

/** What keeps a text from standing in a block without quotes. */
const INDICATOR = /^(?:[#,[\]{}&*!|>'"%@`]|---|\.\.\.|[-?:](?:[\s]|$))|:(?:[ \t]|$)|[ \t]#/;
/** What only double quotes can say. */
const SPECIAL = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/**
 * How a text is to be written in YAML so that it is read as that text.
 *
 * Source: https://github.com/yaml/go-yaml/blob/v2.4.4/encode.go (`stringv`) and emitterc.go
 * (`yaml_emitter_analyze_scalar`, `yaml_emitter_select_scalar_style`).
 */
export function scalarStyle(value: string): ScalarStyle {
  const special = SPECIAL.test(value) || / [\n\u2028\u2029]/.test(value);
  if (value.includes('\n')) {
    return special || value.endsWith(' ') ? 'double' : 'literal';
  }
  if (special || isNotText(value)) {
    return 'double';
  }
  return INDICATOR.test(value) || /^[ \u2028\u2029]|[ \u2028\u2029]$|[\u2028\u2029]/.test(value) ? 'single' : 'plain';
}

function isNotText(value: string): boolean {
  const plain = value.replaceAll('_', '');
  return (
    WORDS.test(value) ||
    BASE_60.test(value) ||
    TIMESTAMP.test(value) ||
    (/^[-+.\d]/.test(value) && (FLOAT.test(plain) || INTEGER.test(plain)))
  );
}
