import { formatNamed, reportFormats, type ReportFormat } from '../report/formats.ts';

/** What the doctor can be written as: a report, and what a monitoring reads. */
export type DoctorFormat = ReportFormat | 'prometheus';

/** Their names. */
export const doctorFormats: readonly DoctorFormat[] = [...reportFormats, 'prometheus'];

/** A format by its name, or by the ending of its files. */
export const doctorFormatNamed = (name: string): DoctorFormat | undefined =>
  name === 'prometheus' || name === 'prom' ? 'prometheus' : formatNamed(name);
