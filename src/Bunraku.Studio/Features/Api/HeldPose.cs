using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;

namespace Bunraku.Studio.Features.Api;

/// <summary>The pose of programs that have no connection: it holds for some seconds, or until the next one.</summary>
internal sealed class HeldPose(ExpressionMixer mixer) : IDisposable
{
    /// <summary>The longest time that a pose is held, in seconds.</summary>
    public const double Longest = 3600;

    private readonly Lock _gate = new();
    private Timer? _timer;
    private ProgramPose? _program;

    /// <summary>Takes a pose in place of the one before.</summary>
    public void Take(IReadOnlyList<(PoseParameter Parameter, float Value)> values, TimeSpan hold)
    {
        lock (_gate)
        {
            _program ??= mixer.Programs.Enter();
            _program.Take(values);
            _timer ??= new Timer(_ => LetGo());
            _timer.Change(hold, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets the character go back.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _program?.Dispose();
            _program = null;
        }
    }

    public void Dispose()
    {
        LetGo();
        _timer?.Dispose();
    }
}
