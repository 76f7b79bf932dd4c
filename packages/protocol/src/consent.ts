/** `pending`: nothing is stored, events wait in memory. `denied`: nothing is stored, nothing waits. */
export type ConsentState = 'pending' | 'granted' | 'denied'
