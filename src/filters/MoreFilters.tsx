import { useState } from 'react';
import { isContractName } from '@kubernetes-events/event';
import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { Popup } from '../shared/Popup';
import { FieldFilter } from './FieldFilter';
import { FieldValues } from './FieldValues';
import { fieldLabel, MORE_FIELDS } from '../fields/fields';
import { useLabelFields } from '../fields/useLabelFields';

/** The fields that are seldom filtered by: behind one button until one of them is. */
export function MoreFilters() {
  const [state] = useUrl();
  const [field, setField] = useState<string>();
  const filtered = state.filters.map((filter) => filter.field);
  const used = [...new Set([...MORE_FIELDS, ...filtered.filter(isFurther)])].filter((one) => filtered.includes(one));
  const rest = MORE_FIELDS.filter((one) => !used.includes(one) || one === field);
  return (
    <>
      {used
        .filter((one) => one !== field)
        .map((one) => (
          <FieldFilter key={one} field={one} />
        ))}
      <Popup
        label={field ? fieldLabel(field) : t('filters.more', 'More')}
        onClose={() => setField(undefined)}
        content={() => (field ? <FieldValues field={field} /> : <Fields fields={rest} used={used} choose={setField} />)}
      >
        <Button variant="secondary" fill="text" icon="plus">
          {t('filters.more', 'More')}
        </Button>
      </Popup>
    </>
  );
}

/** A field of some events only, such as a label of the object. */
const isFurther = (field: string) => !isContractName(field) && /^[A-Za-z_]\w*$/.test(field);

interface FieldsProps {
  fields: readonly string[];
  used: readonly string[];
  choose(field: string): void;
}

/** The fields of every event first, then what the newest of the filtered events have besides. */
function Fields({ fields, used, choose }: FieldsProps) {
  const further = useLabelFields().filter((field) => !used.includes(field));
  return (
    <Stack direction="column" gap={0.5}>
      {[...fields, ...further].map((field) => (
        <Button key={field} variant="secondary" fill="text" onClick={() => choose(field)}>
          {fieldLabel(field)}
        </Button>
      ))}
    </Stack>
  );
}
