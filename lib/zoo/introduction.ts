/** The text that a notebook of the zoo begins with: what the net is, and where it comes from. */
import type { Texts } from '@/lib/graph/fields';
import type { Family } from './registry';
import type { changesBetween } from './settings';

const papers = {
  residual: '[He et al., 2015](https://arxiv.org/abs/1512.03385)',
  mappings: '[He et al., 2016](https://arxiv.org/abs/1603.05027)',
  resNeXt: '[Xie et al., 2017](https://arxiv.org/abs/1611.05431)',
  wide: '[Zagoruyko and Komodakis, 2016](https://arxiv.org/abs/1605.07146)',
} as const;

const families: Readonly<Record<Family, Texts<string>>> = {
  imageNet: {
    en: `for ImageNet: images of 224×224 in colour, 1,000 classes. A 7×7 convolution and max pooling make the maps small; four stages of blocks follow, each but the first with half the side and twice the filters of the one before; average pooling and a dense layer end it.\n\nSource: ${papers.residual}, Table 1.`,
    zh: `用于 ImageNet：224×224 的彩色图像，1,000 个类别。先由 7×7 卷积和最大池化缩小特征图，再经过四个阶段的块；除第一阶段外，每个阶段的边长减半、滤波器数加倍；最后是平均池化和全连接层。\n\n出处：${papers.residual}，表 1。`,
  },
  cifar: {
    en: `for CIFAR-10: images of 32×32 in colour, ten classes. A 3×3 convolution of 16 filters is followed by three stages of equally many blocks with 16, 32 and 64 filters, average pooling and a dense layer.\n\nSource: ${papers.residual}, section 4.2.`,
    zh: `用于 CIFAR-10：32×32 的彩色图像，10 个类别。先是 16 个滤波器的 3×3 卷积，然后是块数相同的三个阶段，滤波器数依次为 16、32、64，最后是平均池化和全连接层。\n\n出处：${papers.residual}，第 4.2 节。`,
  },
  orders: {
    en: `for CIFAR-10: images of 32×32 in colour, ten classes. It differs from the original in the order of convolution, batch normalisation, ReLU and addition within a block, and in what stem and head need for it.\n\nSource of the orders around the addition: ${papers.mappings}.`,
    zh: `用于 CIFAR-10：32×32 的彩色图像，10 个类别。它与原始网络的区别在于块内卷积、批归一化、ReLU 和加法的次序，以及首尾与之配套的层。\n\n围绕加法的各种次序出自 ${papers.mappings}。`,
  },
  shortcuts: {
    en: `for CIFAR-10: images of 32×32 in colour, ten classes. Its shortcuts do not pass their input on unchanged: they scale or gate it.\n\nSource: ${papers.mappings}.`,
    zh: `用于 CIFAR-10：32×32 的彩色图像，10 个类别。它的捷径不是原样传递输入，而是对输入加以缩放或门控。\n\n出处：${papers.mappings}。`,
  },
  wide: {
    en: `for CIFAR-10: images of 32×32 in colour, ten classes. It has fewer blocks than the deep nets and several times their filters.\n\nSource: ${papers.wide}.`,
    zh: `用于 CIFAR-10：32×32 的彩色图像，10 个类别。与深层网络相比，它的块更少，滤波器数则是其数倍。\n\n出处：${papers.wide}。`,
  },
  bottleneck: {
    en: `for CIFAR-10: images of 32×32 in colour, ten classes. Each block goes through 1×1, 3×3 and 1×1 convolutions, the last with four times the filters.\n\nSource of the block: ${papers.residual}.`,
    zh: `用于 CIFAR-10：32×32 的彩色图像，10 个类别。每个块依次是 1×1、3×3、1×1 卷积，最后一个的滤波器数为四倍。\n\n块的出处：${papers.residual}。`,
  },
  resNeXt: {
    en: `for ImageNet: images of 224×224 in colour, 1,000 classes. It has the stem, stages and head of the ResNet of its depth; the 3×3 convolution of each bottleneck is divided into groups of channels, whose number is the cardinality, and is wider for the same cost.\n\nSource: ${papers.resNeXt}.`,
    zh: `用于 ImageNet：224×224 的彩色图像，1,000 个类别。首尾与各阶段同相应深度的 ResNet；每个瓶颈块的 3×3 卷积按通道分组，组数即基数，同样的代价下可以更宽。\n\n出处：${papers.resNeXt}。`,
  },
  cifarResNeXt: {
    en: `for CIFAR-10: images of 32×32 in colour, ten classes. A stem of 64 filters is followed by three stages of three bottlenecks, whose 3×3 convolutions are divided into groups of channels; their number is the cardinality.\n\nSource: ${papers.resNeXt}, section 5.3.`,
    zh: `用于 CIFAR-10：32×32 的彩色图像，10 个类别。先是 64 个滤波器的起始卷积，然后是三个阶段，各有三个瓶颈块，其 3×3 卷积按通道分组，组数即基数。\n\n出处：${papers.resNeXt}，第 5.3 节。`,
  },
  grey: {
    en: `for the images that come with Skipbook: Fashion-MNIST, 28×28 and grey, ten classes. It is built like the nets for CIFAR-10, and small enough to train here.\n\nAfter ${papers.residual}, section 4.2.`,
    zh: `用于 Skipbook 自带的图像：Fashion-MNIST，28×28 的灰度图像，10 个类别。它的结构与 CIFAR-10 网络相同，规模小，可以在这里训练。\n\n仿照 ${papers.residual}，第 4.2 节。`,
  },
};

/** Markdown. `bottleneckV15`: a bottleneck's strides lie on its 3×3 convolution, unlike in the paper. */
export function introductionOf(name: string, family: Family, net: { readonly residual: boolean; readonly bottleneckV15: boolean; readonly changes: ReturnType<typeof changesBetween> }, language: keyof Texts<string>): string {
  const text = families[family][language];
  const changes = net.changes.map((change) => `\`${change.name}\` ${change.before} → ${change.after}`).join(language === 'en' ? ', ' : '、');
  switch (language) {
    case 'en':
      return `**${name}** is ${net.residual ? 'a residual network' : 'a plain network, without shortcuts,'} ${text}${net.bottleneckV15 ? '\n\nThe strides lie on the 3×3 convolution of a bottleneck (v1.5); the paper has them on the first 1×1 one.' : ''}${net.changes.length > 0 ? `\n\nChanged here: ${changes}.` : ''}`;
    case 'zh':
      return `**${name}** 是${net.residual ? '残差网络' : '没有捷径的普通网络'}，${text}${net.bottleneckV15 ? '\n\n瓶颈块的步幅放在 3×3 卷积上（v1.5），论文中则在第一个 1×1 卷积上。' : ''}${net.changes.length > 0 ? `\n\n这里作了改动：${changes}。` : ''}`;
  }
}
