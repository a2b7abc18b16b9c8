/** The starter notebook in English. */
import type { StarterTexts } from './texts';

export const en: StarterTexts = {
  title: 'Your first residual block',
  introduction: String.raw`Deeper networks should do at least as well as shallower ones: the added layers could simply pass their input on. In practice a plain network of 56 layers does worse on CIFAR-10 than one of 20, on the *training* images too ([He et al., 2015](https://arxiv.org/abs/1512.03385)). So it is not over-fitting; the deeper network is harder to optimise.

The remedy is small. Let $H(x)$ be the mapping that a few layers should learn. Let them learn the **residual** $F(x) = H(x) - x$ instead, and add the input back by a shortcut:

$$
\begin{gathered}
y = \mathrm{ReLU}\bigl(F(x) + x\bigr) \\
F(x) = \mathrm{BN}\bigl(W_2 * \mathrm{ReLU}(\mathrm{BN}(W_1 * x))\bigr)
\end{gathered}
$$

If passing $x$ on is the best that a block can do, $F$ has only to go to zero, which is easier than to fit the identity with a stack of non-linear layers. The identity shortcut, the green arc, costs **0 parameters** and no multiply-adds.`,
  graphTitle: 'A residual net',
  beforeTraining: String.raw`## Train it

The net above sorts photographs of clothes, 28×28 pixels and grey, into ten classes. A stem of 16 filters makes $x$; then comes one residual block, max pooling over 4×4, and a dense layer: 12,698 trainable parameters, small enough to watch. Press *Train*.`,
  trainTitle: 'Train one block',
  afterTraining: String.raw`## Then change something

- Give the second convolution of the block strides 2. The addition says why 28×28×16 and 14×14×16 cannot be added, and offers repairs with their price.
- Take the green arc away and train again with the same seed. In a net as shallow as this the difference is small, and one run is no proof: residual connections earn their keep in deep nets.
- Set *last gamma* to 0 in the recipe. Each block then starts as the identity (followed by ReLU): its branch adds nothing until training opens it.`,
};
