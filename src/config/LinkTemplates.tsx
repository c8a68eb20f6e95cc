import { t } from '@grafana/i18n';
import { Button, IconButton, Input, Stack } from '@grafana/ui';
import { type LinkTemplate } from '../view/settings';
import { isBroken } from './faults';

interface Props {
  links: readonly LinkTemplate[];
  onChange(links: LinkTemplate[]): void;
}

/** Links of events: a title, an address, and the kind of object that has it. */
export function LinkTemplates({ links, onChange }: Props) {
  const set = (at: number, change: Partial<LinkTemplate>) =>
    onChange(links.map((link, index) => (index === at ? { ...link, ...change } : link)));
  return (
    <Stack direction="column" alignItems="flex-start">
      {links.map((link, at) => (
        <Stack key={at} wrap="wrap" alignItems="center">
          <Input
            width={20}
            aria-label={t('config.linkTitle', 'Title')}
            placeholder={t('config.linkTitle', 'Title')}
            value={link.title}
            invalid={isBroken(link) && !link.title}
            onChange={(event) => set(at, { title: event.currentTarget.value })}
          />
          <Input
            width={60}
            aria-label={t('config.linkUrl', 'Address')}
            placeholder="/d/nodes?var-node={host}&from={from}&to={to}"
            value={link.url}
            invalid={isBroken(link)}
            onChange={(event) => set(at, { url: event.currentTarget.value })}
          />
          <Input
            width={16}
            aria-label={t('config.linkKind', 'Kind of object')}
            placeholder={t('config.linkAnyKind', 'any kind')}
            value={link.kind ?? ''}
            onChange={(event) => set(at, { kind: event.currentTarget.value })}
          />
          <IconButton
            name="trash-alt"
            aria-label={t('config.linkRemove', 'Remove this link')}
            tooltip={t('config.linkRemove', 'Remove this link')}
            onClick={() => onChange(links.filter((_, index) => index !== at))}
          />
        </Stack>
      ))}
      <Button
        size="sm"
        variant="secondary"
        icon="plus"
        type="button"
        onClick={() => onChange([...links, { title: '', url: '' }])}
      >
        {t('config.linkAdd', 'Add a link')}
      </Button>
    </Stack>
  );
}
