import { useState } from 'react';
import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { Popup } from '../shared/Popup';
import { FieldFilter } from './FieldFilter';
import { FieldValues } from './FieldValues';
import { fieldLabel, MORE_FIELDS } from '../fields/fields';

/** The fields that are seldom filtered by: behind one button until one of them is. */
export function MoreFilters() {
  const [state] = useUrl();
  const [field, setField] = useState<string>();
  const used = MORE_FIELDS.filter((one) => state.filters.some((filter) => filter.field === one));
  const rest = MORE_FIELDS.filter((one) => !used.includes(one) || one === field);
  return (
    <>
      {used
        .filter((one) => one !== field)
        .map((one) => (
          <FieldFilter key={one} field={one} />
        ))}
      {rest.length > 0 && (
        <Popup
          label={field ? fieldLabel(field) : t('filters.more', 'More')}
          onClose={() => setField(undefined)}
          content={() => (field ? <FieldValues field={field} /> : <Fields fields={rest} choose={setField} />)}
        >
          <Button variant="secondary" fill="text" icon="plus">
            {t('filters.more', 'More')}
          </Button>
        </Popup>
      )}
    </>
  );
}

function Fields({ fields, choose }: { fields: readonly string[]; choose(field: string): void }) {
  return (
    <Stack direction="column" gap={0.5}>
      {fields.map((field) => (
        <Button key={field} variant="secondary" fill="text" onClick={() => choose(field)}>
          {fieldLabel(field)}
        </Button>
      ))}
    </Stack>
  );
}
