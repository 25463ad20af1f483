using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Teachers;

/// <summary>
/// The teacher that a student imitates, bound to the character's picture. What it must yield for a pose: for the face network the part <see cref="FrameParts.Face"/>;
/// for the body network the final picture, <see cref="FrameParts.Warped"/>, <see cref="FrameParts.GridChange"/> and
/// <see cref="FrameParts.FaceMorphed"/>.
/// </summary>
/// <param name="name">What a user reads.</param>
/// <param name="identity">Equal for teachers that give equal pictures: for the bank of frames, and for comparing with what a run began with.</param>
/// <param name="poser">Draws; owned by the teacher.</param>
/// <param name="owned">What else is disposed, after the poser.</param>
public sealed class Teacher(string name, string identity, IPoser poser, IDisposable? owned = null) : IPoser
{
    private readonly Lock _gate = new();

    /// <summary>What a user reads.</summary>
    public string Name => name;

    /// <summary>Equal for teachers that give equal pictures.</summary>
    public string Identity => identity;

    /// <summary>What must be said of a student of this teacher, because the licence asks for it; empty where it asks for nothing.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>Draws. From any thread, one at a time, because the next batch is drawn while a checkpoint may be measured.</summary>
    /// <exception cref="Core.Errors.BadInputException">The teacher drew NaN or infinity; no picture of it may be kept or learnt.</exception>
    public void Render(Pose pose, PosedFrame frame)
    {
        lock (_gate)
        {
            poser.Render(pose, frame);
        }

        foreach (float[] array in frame.Arrays)
        {
            FiniteValues.Require(array, Phrase.Of($"The picture of the teacher {name}"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            poser.Dispose();
            owned?.Dispose();
        }
    }
}
