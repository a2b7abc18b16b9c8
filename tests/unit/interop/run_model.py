"""Runs exported models with given weights on given images: a list of cases on standard input, results on standard output."""
import json
import sys

import torch


def set_weight(model, weight):
    values = torch.tensor(weight["values"], dtype=torch.float32).reshape(weight["shape"])
    owner = getattr(model, weight["module"])
    name = weight["name"]
    if name == "factor":
        owner.copy_(values)
    elif name == "kernel":
        owner.weight.copy_(values.permute(3, 2, 0, 1) if values.dim() == 4 else values.t())
    elif name == "depthwiseKernel":
        owner.weight.copy_(values.permute(2, 3, 0, 1).reshape(owner.weight.shape))
    else:
        fields = {"bias": "bias", "gamma": "weight", "beta": "bias", "movingMean": "running_mean", "movingVariance": "running_var"}
        getattr(owner, fields[name]).copy_(values)


def run(case):
    space = {}
    exec(compile(case["source"], case["name"], "exec"), space)
    model = space["make_model"]().eval()
    with torch.no_grad():
        for weight in case["weights"]:
            set_weight(model, weight)
        images = torch.tensor(case["images"], dtype=torch.float32).reshape(case["shape"]).permute(0, 3, 1, 2)
        logits = model(images)
    return {"parameters": sum(p.numel() for p in model.parameters()), "logits": logits.flatten().tolist()}


torch.set_num_threads(1)
json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
