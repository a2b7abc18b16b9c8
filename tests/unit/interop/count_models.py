"""Counts exported models: parameters, and multiply-adds of convolutions and dense layers in one forward pass; cases on standard input."""
import json
import sys

import torch
from torch import nn


def count(case):
    space = {}
    exec(compile(case["source"], case["name"], "exec"), space)
    model = space["make_model"]().eval()
    total = 0

    def add(module, inputs, output):
        nonlocal total
        if isinstance(module, nn.Conv2d):
            kernel = module.kernel_size[0] * module.kernel_size[1]
            total += output.numel() * kernel * module.in_channels // module.groups
        else:
            total += output.numel() * module.in_features

    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.register_forward_hook(add)
    with torch.no_grad():
        model(torch.zeros(1, *case["shape"]))
    return {"parameters": sum(p.numel() for p in model.parameters()), "multiplyAdds": total}


torch.set_num_threads(1)
json.dump([count(case) for case in json.load(sys.stdin)], sys.stdout)
