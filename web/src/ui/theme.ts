import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const hub: MantineColorsTuple = [
  '#eef5fc', '#dae8f6', '#b2cfec', '#86b5e2', '#629eda', '#4b90d5', '#2f7cc4', '#1a66ab', '#0f4c8a', '#083a6d',
];

/** The dark theme has the greys of the viewer. */
const dark: MantineColorsTuple = [
  '#d4dce5', '#b7c1cc', '#94a0ad', '#74808d', '#4d5763', '#333c47', '#222932', '#181d24', '#11151a', '#0b0e12',
];

export const theme = createTheme({
  primaryColor: 'hub',
  primaryShade: 7,
  colors: { hub, dark },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.55rem', lineHeight: '1.3' }, h2: { fontSize: '1.1rem' } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { centered: true, radius: 'lg', padding: 'lg', overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: { fontWeight: 650, fontSize: '1.2rem' } },
    },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', miw: 'max-content' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});

/** Mantine's own grey for secondary text and placeholders, its red of errors, and its yellow and green of badges are too pale for WCAG AA on white. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#556270', '--mantine-color-placeholder': '#67727e', '--hub-page': '#f6f8fb', '--mantine-color-error': '#c92a2a', '--mantine-color-red-text': '#c92a2a', '--mantine-color-yellow-light-color': '#7a4a00', '--mantine-color-teal-light-color': '#06604a' },
  dark: { '--mantine-color-dimmed': '#a3adb8', '--mantine-color-placeholder': '#94a0ad', '--hub-page': 'var(--mantine-color-dark-8)', '--mantine-color-error': '#ff8787', '--mantine-color-red-text': '#ff8787' },
});
