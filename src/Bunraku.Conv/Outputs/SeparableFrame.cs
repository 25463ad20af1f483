using Bunraku.Core.Images;
using Bunraku.Core.Teachers;

namespace Bunraku.Conv.Outputs;

/// <summary>The outputs that one asks a <see cref="SeparablePoser"/> for. The arrays are allocated once and filled again for every frame.</summary>
public sealed class SeparableFrame
{
    private readonly float[]?[] _values = new float[Enum.GetValues<SeparableOutput>().Length][];

    /// <summary>Allocates the outputs.</summary>
    /// <param name="outputs">What is wanted; the networks that it does not need are not run.</param>
    public SeparableFrame(params IEnumerable<SeparableOutput> outputs)
    {
        Outputs = [.. outputs.Distinct()];
        foreach (SeparableOutput output in Outputs)
        {
            (int channels, int size) = ShapeOf(output);
            _values[(int)output] = new float[channels * size * size];
        }
    }

    /// <summary>What is wanted.</summary>
    public IReadOnlyList<SeparableOutput> Outputs { get; }

    /// <summary>The values of an output: [channels, size, size].</summary>
    /// <exception cref="ArgumentException">The frame was made without it.</exception>
    public float[] this[SeparableOutput output] =>
        _values[(int)output] ?? throw new ArgumentException($"The frame was made without {output}. Name it when you make the frame.", nameof(output));

    /// <summary>Channels of an output, and its rows and columns.</summary>
    public static (int Channels, int Size) ShapeOf(SeparableOutput output) => output == SeparableOutput.FaceMorphed
        ? (4, CharacterPicture.Size)
        : (TeacherFamily.Tha3Separable.Outputs[(int)output].Channels, TeacherFamily.Tha3Separable.Outputs[(int)output].Size);
}
