namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>Python's None.</summary>
internal sealed class PickleNone
{
    private PickleNone()
    {
    }

    public static PickleNone Value { get; } = new();
}
