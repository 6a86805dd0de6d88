// The languages that people may choose in their profile, beside English.
export default { config: { locales: ['de'] } };
