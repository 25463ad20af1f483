using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;
using Bunraku.Siren.Training.Simd.Soap;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The self-test of the optimizers' kernels: one step of Adam on one layer, and the matrix products of SOAP.</summary>
internal static unsafe class UpdateKernelTest
{
    private const int Rows = 5;
    private const int Columns = 37;

    /// <returns>The first wrong value, or null if all are right.</returns>
    public static string? Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var trial = new KernelTrial();
        TestAdam<TLanes, TVector>(trial);
        TestProduct<TLanes, TVector>(trial);
        return trial.Failure;
    }

    private static void TestAdam<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Count = Rows * Columns;
        const double Rate = 1e-3;
        ImmutableArray<LayerSpec> layers = [new LayerSpec("self-test", Columns, Rows, IsSine: true)];
        StateDict zeros = new([new("self-test.weight", new Tensor([Rows, Columns, 1, 1], new float[Count])), new("self-test.bias", new Tensor([Rows], new float[Rows]))]);
        var network = new TrainedNetwork(layers, zeros, AdamState.NewFor(zeros), trial.Memory);
        float* gradient = trial.Random(Count), weights = trial.Random(Count);
        new Span<float>(gradient, Count).CopyTo(new Span<float>(network.Gradient, Count));
        new Span<float>(weights, Count).CopyTo(new Span<float>(network.Values, Count));
        Adam<TLanes, TVector>.Update(network, offset: 0, network.LayerFloats(0), step: 1, Rate);

        // The first step of Adam goes the whole rate against the sign of the gradient.
        trial.Compare("Adam", network.Values, Count, i => weights[i] - (Rate * gradient[i] / (Math.Abs(gradient[i]) + 1e-8)), 1e-6);
        trial.Compare("Adam's first moment", network.FirstMoment, Count, i => 0.1 * gradient[i], 1e-6);
        trial.Compare("Adam's second moment", network.SecondMoment, Count, i => 0.001 * gradient[i] * gradient[i], 1e-8);
    }

    private static void TestProduct<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var left = new PaddedMatrix(trial.Memory, Rows, Columns);
        var right = new PaddedMatrix(trial.Memory, Columns, Rows);
        var transposed = new PaddedMatrix(trial.Memory, Columns, Rows);
        var product = new PaddedMatrix(trial.Memory, Rows, Rows);
        left.Read(trial.Random(Rows * Columns));
        right.Read(trial.Random(Rows * Columns));
        transposed.SetTransposed(left);
        MatrixProduct<TLanes, TVector>.Run(left, right, product);
        Compare("matrix product");
        MatrixProduct<TLanes, TVector>.RunTransposed(transposed, right, product);
        Compare("product of a transposed matrix");

        void Compare(string kernel)
        {
            float* found = trial.Zeros(Rows * Rows);
            product.Write(new Span<float>(found, Rows * Rows));
            trial.Compare(kernel, found, Rows * Rows, i => Enumerable.Range(0, Columns).Sum(k => (double)left[i / Rows, k] * right[k, i % Rows]), 1e-5);
        }
    }
}
