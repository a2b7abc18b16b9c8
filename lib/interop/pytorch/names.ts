/** Attribute names for the layers of a PyTorch module: their paths as Python can say them, each once. */

/** Words of Python, and attributes that every nn.Module has: a layer of this name gets a `_` behind it. */
const reserved = new Set(
  [
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield',
    'add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu',
    'load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer register_forward_hook register_forward_pre_hook',
    'register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook',
    'register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad T_destination',
  ].flatMap((line) => line.split(' ')),
);

/** `stage2.0.conv1` becomes `stage2_0_conv1`; where two paths would be alike the later one gets a `_`. */
export function moduleNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const path of paths) {
    let name = path.replaceAll('.', '_');
    while (reserved.has(name) || taken.has(name)) name += '_';
    taken.add(name);
    names.set(path, name);
  }
  return names;
}
