import { stateNames } from './states.ts';

/** Words about a host that is judged with other files than it has: `doctor --with`. */
export const whatIfEn = {
  short: 'WHAT IF',
  mark: (paths: string) =>
    `What if: this is not the host as it is. It was judged with ${paths} as given by --with.`,
  and: ', ',
  afterBoot: (commands: string, state: string) =>
    commands === ''
      ? `After a reboot, as expected: ${state}`
      : `After ${commands} and a reboot, as expected: ${state}`,
  inTheWay: (fault: string) => `In the way then: ${fault}`,
  states: stateNames.en,
  unused: (path: string) =>
    `--with ${path}: nothing that is judged here was read from there, so the answer is the same without it; is the path right?`,
};
