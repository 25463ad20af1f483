using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Engine;

/// <summary>Both networks of one student at one SIMD width.</summary>
internal abstract class StudentEngine : IDisposable
{
    /// <summary>Makes the engine of a character.</summary>
    public static StudentEngine Create(LaneSet lanes, CharacterModel character, int threads) => lanes.Run(new Creation(character, threads));

    /// <summary>Renders a frame over the tiles of a plan. Outside them the frame is left untouched.</summary>
    public abstract void Render(Pose pose, PosedFrame frame, TilePlan plan);

    /// <summary>Renders every pixel with the body network alone, on a picture that already has the posed face.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="picture">[4, 512, 512]: what is warped.</param>
    /// <param name="frame">Receives the frame; its face is left untouched.</param>
    public abstract void RenderBody(Pose pose, ReadOnlySpan<float> picture, PosedFrame frame);

    public abstract void Dispose();

    private sealed class Creation(CharacterModel character, int threads) : ILaneWork<StudentEngine>
    {
        public StudentEngine Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => new StudentEngine<TLanes, TVector>(character, threads);
    }
}
