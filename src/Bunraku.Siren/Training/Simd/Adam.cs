using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// Adam as the original uses it (betas 0.9 and 0.999, epsilon 1e-8, no weight decay): tensors in float32, scalar factors computed in
/// float64 and then applied as float32. Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015.
/// </summary>
internal static unsafe class Adam<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    /// <summary>Updates a piece of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="offset">Where the piece begins; a whole cache line.</param>
    /// <param name="floats">How long it is; whole cache lines.</param>
    /// <param name="step">The number of this step, from 1.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(TrainedNetwork network, int offset, int floats, long step, double learningRate)
    {
        TVector keep1 = TLanes.Broadcast((float)Beta1), add1 = TLanes.Broadcast((float)(1 - Beta1));
        TVector keep2 = TLanes.Broadcast((float)Beta2), add2 = TLanes.Broadcast((float)(1 - Beta2));
        TVector rate = TLanes.Broadcast((float)(-learningRate / (1 - Math.Pow(Beta1, step))));
        TVector correction = TLanes.Broadcast((float)Math.Sqrt(1 - Math.Pow(Beta2, step)));
        TVector epsilon = TLanes.Broadcast(Epsilon);
        for (int i = offset; i < offset + floats; i += TLanes.Count)
        {
            TVector gradient = TLanes.Load(network.Gradient + i);
            TVector first = TLanes.MultiplyAdd(keep1, TLanes.Load(network.FirstMoment + i), TLanes.Multiply(add1, gradient));
            TVector second = TLanes.Multiply(TLanes.Multiply(add2, gradient), gradient);
            second = TLanes.MultiplyAdd(keep2, TLanes.Load(network.SecondMoment + i), second);
            TVector divisor = TLanes.Add(TLanes.Divide(TLanes.SquareRoot(second), correction), epsilon);
            TLanes.Store(network.FirstMoment + i, first);
            TLanes.Store(network.SecondMoment + i, second);
            TLanes.Store(network.Values + i, TLanes.MultiplyAdd(rate, TLanes.Divide(first, divisor), TLanes.Load(network.Values + i)));
        }
    }
}
