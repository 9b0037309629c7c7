const plain = {
  color_background: '#f7f8fa',
  color_error: '#a4262c',
  color_highlight: '#1d5c7a',
  color_modal_backdrop: '#00000080',
  color_success: '#2f6b3a',
  color_text: '#1f2933',
  dim_border_radius: '6px',
  dim_font_size: '16px',
  dim_spacing_size: '16px',
  font_family_body: 'system-ui, sans-serif',
  font_family_heading: 'system-ui, sans-serif',
};

/**
 * Looks that this host can ask of an app (https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#styling): its
 * own, one with another accent and rounder corners, and one that nobody could read.
 */
export const styles = {
  plain,
  plum: { ...plain, color_highlight: '#7a2e6a', dim_border_radius: '12px', font_family_heading: 'Georgia, serif' },
  pale: {
    ...plain,
    color_background: '#ffffff',
    color_text: '#bbbbbb',
    color_highlight: '#ffe08a',
    color_error: '#ffb3b3',
    dim_font_size: '9px',
    font_family_body: 'x; } * { display: none',
    font_family_heading: 'url(x)',
  },
} as const;

export type StyleName = keyof typeof styles;

export const isStyleName = (name: string): name is StyleName => Object.hasOwn(styles, name);
