/** Every mark and icon of the page, once. Drawn elsewhere with `<use href="#…">`. */
export function Sprite() {
  return (
    <svg width="0" height="0" className="sprite" aria-hidden="true" focusable="false">
      <symbol id="m-agency" viewBox="0 0 16 16">
        <path d="M8 .9 14.6 2.7V7.4C14.6 11.3 11.8 14 8 15.3 4.2 14 1.4 11.3 1.4 7.4V2.7Z" fill="currentColor" />
      </symbol>
      <symbol id="m-agency-o" viewBox="0 0 16 16">
        <path
          d="M8 .9 14.6 2.7V7.4C14.6 11.3 11.8 14 8 15.3 4.2 14 1.4 11.3 1.4 7.4V2.7Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </symbol>
      <symbol id="m-district" viewBox="0 0 16 16">
        <path d="M1.5 1.5h13v13h-13z" fill="currentColor" />
      </symbol>
      <symbol id="m-district-o" viewBox="0 0 16 16">
        <path d="M2.2 2.2h11.6v11.6H2.2z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </symbol>
      <symbol id="m-community" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="2.6" />
      </symbol>
      <symbol id="f-agency" viewBox="0 0 34 36">
        <path d="M17 1 32.6 4.6V17C32.6 26 26.4 32.2 17 35 7.600 32.2 1.4 26 1.400 17V4.600Z" />
      </symbol>
      <symbol id="f-district" viewBox="0 0 34 36">
        <path d="M2 3h30v30H2z" />
      </symbol>
      <symbol id="f-community" viewBox="0 0 34 36">
        <circle cx="17" cy="18" r="15.6" />
      </symbol>
      <symbol id="crest-agency" viewBox="0 0 40 44">
        <path d="M20 2 37 6.500V20C37 31 30.500 38.500 20 42 9.500 38.500 3 31 3 20V6.500Z" />
        <path d="M3 15.500h34" />
        <path
          d="m20 20.500 2.100 4.700 5.100.500-3.900 3.400 1.200 5-4.500-2.700-4.500 2.700 1.200-5-3.900-3.400 5.100-.500Z"
          fill="currentColor"
          stroke="none"
        />
      </symbol>
      <symbol id="crest-district" viewBox="0 0 40 44">
        <path d="M2.500 4.500h35v35h-35z" />
        <path d="M20 15.500v18M20 15.500c-3.500-2.600-7.500-3.300-11.500-3.300v17.600c4 0 8 .700 11.500 3.700 3.500-3 7.500-3.700 11.500-3.700V12.200c-4 0-8 .700-11.500 3.300Z" />
      </symbol>
      <symbol id="envelope" viewBox="0 0 56 40">
        <path d="M1.500 1.500h53v37h-53zM1.500 3 28 22.500 54.500 3" />
      </symbol>
      <symbol id="i-check" viewBox="0 0 16 16">
        <path d="m2.500 8.500 3.500 3.500 7.500-8" />
      </symbol>
      <symbol id="i-lock" viewBox="0 0 16 16">
        <path d="M3.500 7.500h9v6.500h-9zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500" />
      </symbol>
      <symbol id="i-sync" viewBox="0 0 16 16">
        <path d="M8 2.500a5.500 5.500 0 1 1-5.500 5.500" />
      </symbol>
      <symbol id="i-off" viewBox="0 0 16 16">
        <path d="M8 13.200v.1M5.700 10.400a3.300 3.300 0 0 1 4.600 0M3.200 7.600a6.800 6.800 0 0 1 3.300-1.800M12.800 7.600a6.800 6.800 0 0 0-1.600-1.200M2 2l12 12" />
      </symbol>
      <symbol id="i-slow" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.800" />
        <path d="M8 4.800V8l2.300 1.600" />
      </symbol>
      <symbol id="i-eye" viewBox="0 0 16 16">
        <path d="M1.500 8S4 3.800 8 3.800 14.500 8 14.500 8 12 12.200 8 12.200 1.500 8 1.500 8Z" />
        <circle cx="8" cy="8" r="1.900" />
      </symbol>
      <symbol id="i-seal" viewBox="0 0 16 16">
        <circle cx="8" cy="6.300" r="4.300" />
        <path d="M5.500 10v5L8 13.300l2.500 1.700v-5M6.300 6.300l1.300 1.300 2.300-2.500" />
      </symbol>
      <symbol id="i-alert" viewBox="0 0 16 16">
        <path d="M8 2 14.500 13.500h-13ZM8 6.500v3.200M8 11.600v.1" />
      </symbol>
      <symbol id="i-print" viewBox="0 0 16 16">
        <path d="M4.500 6V2.500h7V6M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7v4h-7z" />
      </symbol>
      <symbol id="i-note" viewBox="0 0 16 16">
        <path d="M2.500 3h11v8h-6L4.500 13.500V11h-2z" />
      </symbol>
    </svg>
  );
}
