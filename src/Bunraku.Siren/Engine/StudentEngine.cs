using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Siren.Engine;

/// <summary>Both networks of one student at one SIMD width.</summary>
internal abstract class StudentEngine : IDisposable
{
    /// <summary>Renders a frame over the tiles of a plan. Outside them the frame is left untouched.</summary>
    public abstract void Render(Pose pose, PosedFrame frame, TilePlan plan);

    public abstract void Dispose();
}
