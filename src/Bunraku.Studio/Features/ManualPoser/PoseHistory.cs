using Bunraku.Core.Poses;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>The poses before and after the present one. The steps of one drag count as one change.</summary>
/// <param name="present">The pose to begin with.</param>
/// <param name="clock">Tells which changes follow each other closely.</param>
public sealed class PoseHistory(Pose present, TimeProvider clock)
{
    private const int Most = 200;
    private static readonly TimeSpan OneDrag = TimeSpan.FromSeconds(0.7);
    private readonly List<Pose> _before = [];
    private readonly Stack<Pose> _after = [];
    private Pose _present = present;
    private long? _changed;

    public bool CanUndo => _before.Count > 0;

    public bool CanRedo => _after.Count > 0;

    /// <summary>The pose was changed by the user.</summary>
    /// <param name="pose">The new one.</param>
    /// <param name="isStep">Whether a step of a slider changed it: several in a row are one change.</param>
    public void Note(Pose pose, bool isStep)
    {
        if (pose.Equals(_present))
        {
            return;
        }

        bool continues = isStep && _changed is { } last && clock.GetElapsedTime(last) < OneDrag;
        if (!continues)
        {
            _before.Add(_present);
            if (_before.Count > Most)
            {
                _before.RemoveAt(0);
            }
        }

        _after.Clear();
        _present = pose;
        _changed = isStep ? clock.GetTimestamp() : null;
    }

    /// <summary>The pose before the last change; null where there is none.</summary>
    public Pose? Undo()
    {
        if (!CanUndo)
        {
            return null;
        }

        _after.Push(_present);
        _present = _before[^1];
        _before.RemoveAt(_before.Count - 1);
        _changed = null;
        return _present;
    }

    /// <summary>The pose that was undone last; null where there is none.</summary>
    public Pose? Redo()
    {
        if (!CanRedo)
        {
            return null;
        }

        _before.Add(_present);
        _present = _after.Pop();
        _changed = null;
        return _present;
    }
}
