using Bunraku.Siren.Engine;

namespace Bunraku.Conv.Steps;

/// <summary>The steps of one frame, on the engine's threads. Nothing is allocated per frame.</summary>
/// <param name="scratch">The memory of each thread.</param>
internal sealed class StepList(BandScratch[] scratch) : ITileWork
{
    private readonly List<IStep> _steps = [];

    // The pool asks for at least two phases.
    public int Phases => Math.Max(2, _steps.Count);

    public bool IsEmpty => _steps.Count == 0;

    public int TilesIn(int phase) => phase < _steps.Count ? _steps[phase].Bands : 0;

    public void RunTile(int phase, int tile, int worker) => _steps[phase].Run(tile, scratch[worker]);

    public void Clear() => _steps.Clear();

    public void Add(IStep[] steps)
    {
        foreach (IStep step in steps)
        {
            step.Begin();
            _steps.Add(step);
        }
    }

    /// <summary>Runs what was added.</summary>
    public void Run() => TilePool.Shared.Run(this, scratch.Length);
}
