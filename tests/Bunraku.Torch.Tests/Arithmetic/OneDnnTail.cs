using System.Globalization;
using Bunraku.Torch.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>
/// The program of docs/decisions/2026-11-29-onednn-tail.md: shows whether oneDNN spoils convolutions whose input channels do not fill a block of 16. But for the
/// first line of <see cref="Show"/> it needs nothing but TorchSharp.
/// </summary>
public sealed class OneDnnTail
{
    private const int Block = 16;

    [Fact(Explicit = true)]
    public void Show()
    {
        LibTorch.Load();
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        Console.WriteLine($"libtorch {__version__}, largest difference to float64");
        foreach ((int kernel, int inputs, int outputs, int size) in (ReadOnlySpan<(int, int, int, int)>)
            [(3, 524, 512, 16), (3, 539, 512, 24), (3, 520, 512, 16), (3, 528, 512, 16), (3, 512, 512, 16), (3, 20, 64, 64), (3, 75, 64, 64), (4, 33, 16, 16), (7, 33, 16, 16), (1, 524, 64, 16)])
        {
            int filled = (inputs + Block - 1) / Block * Block;
            Tensor x = randn(1, inputs, size, size);
            Tensor weight = randn(outputs, inputs, kernel, kernel) / Math.Sqrt(inputs * kernel * kernel);
            Tensor right = Convolve(x.to(float64), weight.to(float64));
            double asItIs = Difference(Convolve(x, weight), right);
            double withZeros = Difference(Convolve(Fill(x, filled - inputs), Fill(weight, filled - inputs)), right);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kernel}x{kernel}, {inputs,3} -> {outputs,3} channels, {size}x{size}: {asItIs:0.0e+0} as it is, {withZeros:0.0e+0} with zeros up to {filled}"));
            Assert.True(withZeros < 1e-4, $"Whole blocks of {Block} channels are wrong too.");
        }
    }

    private static Tensor Convolve(Tensor x, Tensor weight) => functional.conv2d(x, weight, padding: [weight.shape[2] / 2, weight.shape[2] / 2]);

    private static Tensor Fill(Tensor tensor, long channels) => functional.pad(tensor, [0L, 0L, 0L, 0L, 0L, channels]);

    private static double Difference(Tensor actual, Tensor right) => (actual.to(float64) - right).abs().max().item<double>();
}
