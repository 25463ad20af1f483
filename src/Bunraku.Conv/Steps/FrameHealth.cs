namespace Bunraku.Conv.Steps;

/// <summary>Whether a network gave a value that is not a finite number.</summary>
internal sealed class FrameHealth
{
    private volatile bool _hasInfinity;

    public bool HasInfinity
    {
        get => _hasInfinity;
        set => _hasInfinity = value;
    }
}
