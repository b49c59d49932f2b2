// The first name that fits counts: browsers also call themselves by the names of others.
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
];

const nameIn = (names: [RegExp, string][], text: string) => names.find(([pattern]) => pattern.test(text))?.[1];

/** `Mozilla/5.0 (X11; Linux …) Chrome/156 …` -> `Chrome on Linux`; a program's own name stays. */
export function programOf(client: string): string {
  const browser = nameIn(BROWSERS, client);
  const system = nameIn(SYSTEMS, client);
  if (browser) return system ? `${browser} on ${system}` : browser;
  return client.slice(0, 60) || 'Unknown program';
}
