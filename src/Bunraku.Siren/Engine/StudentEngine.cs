using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Engine;

/// <summary>Both networks of one student in one arithmetic at one SIMD width.</summary>
internal abstract class StudentEngine(EngineMemory memory) : IDisposable
{
    /// <summary>Makes the engine of a character in float32.</summary>
    public static StudentEngine Create(LaneSet lanes, CharacterModel character, int threads) => lanes.Run(new FloatCreation(character, threads));

    /// <summary>Makes the engine of a character in fixed point.</summary>
    public static StudentEngine Create(FixedLaneSet lanes, CharacterModel character, int threads) => lanes.Run(new FixedCreation(character, threads));

    /// <summary>Begins a public call: its memory lives until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    public EngineMemory.Lease Enter(object owner) => memory.Enter(owner);

    /// <summary>Renders a frame over the tiles of a plan. Outside them the frame is left untouched.</summary>
    public abstract void Render(Pose pose, PosedFrame frame, TilePlan plan);

    /// <summary>Renders every pixel with the body network alone, on a picture that already has the posed face.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="picture">[4, 512, 512]: what is warped.</param>
    /// <param name="frame">Receives the frame; its face is left untouched.</param>
    public abstract void RenderBody(Pose pose, ReadOnlySpan<float> picture, PosedFrame frame);

    /// <summary>Renders the tiles of a plan with the body network alone, on whatever face was there.</summary>
    public abstract void RenderWithoutFace(Pose pose, PosedFrame frame, TilePlan plan);

    /// <summary>Frees the memory once the last call has left.</summary>
    public void Dispose() => memory.Dispose();

    private sealed class FloatCreation(CharacterModel character, int threads) : ILaneWork<StudentEngine>
    {
        public StudentEngine Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => new StudentEngine<FloatKernels<TLanes, TVector>, FloatHidden>(character, threads);
    }

    private sealed class FixedCreation(CharacterModel character, int threads) : IFixedLaneWork<StudentEngine>
    {
        public StudentEngine Run<TFixed, TInts, TLanes, TFloats>()
            where TFixed : struct, IFixedLanes<TInts, TFloats>
            where TInts : struct
            where TLanes : struct, ILanes<TFloats>
            where TFloats : struct => new StudentEngine<FixedKernels<TFixed, TInts, TLanes, TFloats>, FixedHidden>(character, threads);
    }
}
