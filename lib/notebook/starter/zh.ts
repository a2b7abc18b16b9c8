/** The starter notebook in Chinese. */
import type { StarterTexts } from './texts';

export const zh: StarterTexts = {
  title: '第一个残差块',
  introduction: String.raw`网络加深之后，效果至少不该变差：多出来的层只要把输入原样传下去就行。可实际上，在 CIFAR-10 上，56 层的普通网络不如 20 层的，连*训练*图像上的误差也更高（[He 等，2015](https://arxiv.org/abs/1512.03385)）。所以这不是过拟合，而是更深的网络更难优化。

办法很简单。设这几层要学的映射为 $H(x)$，改让它们学习**残差** $F(x) = H(x) - x$，再用一条捷径把输入加回来：

$$
\begin{gathered}
y = \mathrm{ReLU}\bigl(F(x) + x\bigr) \\
F(x) = \mathrm{BN}\bigl(W_2 * \mathrm{ReLU}(\mathrm{BN}(W_1 * x))\bigr)
\end{gathered}
$$

如果对某个块来说最好的做法就是把 $x$ 传下去，$F$ 只需趋于零，这比用一串非线性层去拟合恒等映射容易。恒等捷径就是那条绿色的弧线，它有 **0 个参数**，也不需要乘加运算。`,
  graphTitle: '一个残差网络',
  beforeTraining: String.raw`## 训练它

上面的网络把 28×28 像素的灰度服装照片分成十类。16 个滤波器的起始层得到 $x$，接着是一个残差块、4×4 最大池化和一个全连接层：共 12,698 个可训练参数，小到可以看着它学。请按*训练*。`,
  trainTitle: '训练一个残差块',
  afterTraining: String.raw`## 然后改一改

- 把残差块里第二个卷积的步幅设为 2。相加节点会说明为什么 28×28×16 与 14×14×16 不能相加，并给出修复办法和代价。
- 去掉绿色弧线，用同一个随机种子再训练一次。这么浅的网络差别很小，一次运行也不足为证：残差连接的价值体现在很深的网络里。
- 在训练设置里把*末端 gamma* 设为 0。每个块一开始就是恒等映射（之后接 ReLU），支路在训练打开它之前什么也不加。`,
};
