import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { SUB_PATH } from './subPath';

/** What Grafana draws around a plugin's page, as little as needed to know the page. */
export function Chrome({ theme, children }: { theme: GrafanaTheme2; children: ReactNode }) {
  const other = theme.isDark ? 'light' : 'dark';
  const bar = css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 40,
    padding: theme.spacing(0, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
    color: theme.colors.text.secondary,
    img: { width: 20, height: 20 },
    'a, button': { border: 0, background: 'none', color: 'inherit' },
  });
  const toggle = () => {
    sessionStorage.setItem('theme', other);
    const url = new URL(location.href);
    url.searchParams.delete('theme');
    location.replace(url);
    location.reload();
  };
  return (
    <main className={css({ minHeight: '100vh', background: theme.colors.background.canvas })}>
      <div className={bar}>
        <img src={`${SUB_PATH}/public/plugins/lokievents-kubernetes-app/img/logo.svg`} alt="" />
        <a href={`${SUB_PATH}/a/lokievents-kubernetes-app`}>Kubernetes Events</a>
        <span className={css({ flex: 1 })} />
        <a href={`${SUB_PATH}/plugins/lokievents-kubernetes-app`}>Configuration</a>
        <button type="button" onClick={toggle}>
          {other === 'light' ? 'Light' : 'Dark'}
        </button>
      </div>
      {children}
    </main>
  );
}
