import { editDistance } from './edit-distance.ts';

/** The likest of many words, best first: those that contain it, or that few strokes separate. */
export function nearest(word: string, among: readonly string[], most: number): readonly string[] {
  const wanted = word.toLowerCase();
  return among
    .map(candidate => ({ candidate, score: strokes(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

function strokes(wanted: string, candidate: string): number {
  const distance = editDistance(wanted.slice(0, 80), candidate.slice(0, 80));
  return candidate.includes(wanted) ? distance / 4 : distance;
}
