import { formatNamed, reportFormats, type ReportFormat } from '../report/formats.ts';

/** What the doctor can be written as: a report, what a monitoring reads, and what a language model is given. */
export type DoctorFormat = ReportFormat | ForPrograms;

/** What no page and no post is made of. */
type ForPrograms = (typeof forPrograms)[number];
const forPrograms = ['prometheus', 'agent'] as const;

/** Their names. */
export const doctorFormats: readonly DoctorFormat[] = [...reportFormats, ...forPrograms];

export const isForPrograms = (format: DoctorFormat): format is ForPrograms =>
  forPrograms.some(one => one === format);

/** A format by its name, or by the ending of its files. */
export const doctorFormatNamed = (name: string): DoctorFormat | undefined =>
  name === 'prom' ? 'prometheus' : (forPrograms.find(one => one === name) ?? formatNamed(name));
