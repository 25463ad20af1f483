using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Engine;

/// <summary>The five networks at one SIMD width, bound to one picture.</summary>
internal abstract class SeparableEngine(EngineMemory memory) : IDisposable
{
    /// <summary>Makes an engine.</summary>
    public static SeparableEngine Create(LaneSet lanes, PoserWeights weights, int threads) => lanes.Run(new Creation(weights, threads));

    /// <summary>Begins a public call: the memory lives until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    public EngineMemory.Lease Enter(object owner) => memory.Enter(owner);

    /// <summary>Binds another picture.</summary>
    /// <param name="picture">[4, 512, 512], straight.</param>
    public abstract void SetPicture(ReadOnlySpan<float> picture);

    /// <summary>Runs the networks up to one of them, as far as their inputs changed.</summary>
    /// <param name="pose">45 values.</param>
    /// <param name="last">The last network that is needed.</param>
    /// <param name="parts">By network: whether the outputs that no later network needs are wanted.</param>
    /// <exception cref="Bunraku.Core.Errors.BadInputException">A network gives values that are not finite numbers.</exception>
    public abstract void Run(ReadOnlySpan<float> pose, PoserNetwork last, ReadOnlySpan<bool> parts);

    /// <summary>An output of the last run.</summary>
    public abstract FeatureMap Output(SeparableOutput output);

    /// <summary>For measurements: the products of a frame of which everything is new, without what is around them.</summary>
    public abstract ProductList Products { get; }

    /// <summary>For measurements: every step of such a frame.</summary>
    public abstract IEnumerable<IStep> Steps { get; }

    public void Dispose() => memory.Dispose();

    private sealed class Creation(PoserWeights weights, int threads) : ILaneWork<SeparableEngine>
    {
        public SeparableEngine Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
            => new SeparableEngine<TLanes, TVector>(weights, threads);
    }
}
