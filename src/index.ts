// The host adds nothing of its own: everything the CRM does comes from the plugin.
export default {
  register() {},
  bootstrap() {},
};
