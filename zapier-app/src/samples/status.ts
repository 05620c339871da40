/** A status of an account as searches give it out. */
export const SAMPLE_STATUS = {
  id: 'NI',
  status: 'NI',
  name: 'Not Interested',
  hex_color: '6711d1',
  final: true,
  reached: true,
  success: false,
  dnc: false,
  callback: false,
  contact: true,
  voicemail: false,
  custom_status: false,
} as const;
