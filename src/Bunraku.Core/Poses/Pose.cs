using Bunraku.Core.Errors;

namespace Bunraku.Core.Poses;

/// <summary>
/// An immutable pose: 45 finite float values in the order of <see cref="PoseParameters"/>. Values outside their published
/// range are allowed, as in the original; see <see cref="OutOfRange"/>.
/// </summary>
public sealed class Pose : IEquatable<Pose>
{
    private readonly float[] _values;

    private Pose(float[] values) => _values = values;

    /// <summary>All zero: eyes open, mouth closed, facing forward.</summary>
    public static Pose Rest { get; } = new(new float[PoseParameters.Count]);

    /// <summary>The published default of every parameter: rest with <c>mouth_aaa</c> = 1.</summary>
    public static Pose Default { get; } = new([.. PoseParameters.All.Select(parameter => parameter.Group.Default)]);

    /// <summary>The 45 values, in the order of <see cref="PoseParameters.All"/>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The first 39 values, which the face network of a student sees.</summary>
    public ReadOnlySpan<float> FaceValues => _values.AsSpan(0, PoseParameters.FaceCount);

    /// <summary>The value of a parameter by its place, 0 to 44.</summary>
    public float this[int index] => _values[index];

    /// <summary>The value of a parameter by its published name.</summary>
    /// <exception cref="BadInputException">There is no parameter of that name.</exception>
    public float this[string name] => _values[IndexOf(name)];

    /// <summary>Makes a pose from 45 values.</summary>
    /// <exception cref="BadInputException">There are not 45 values, or one is not a finite number.</exception>
    public static Pose FromValues(ReadOnlySpan<float> values)
    {
        if (values.Length != PoseParameters.Count)
        {
            throw new BadInputException($"A pose has {PoseParameters.Count} values, but {values.Length} were given.");
        }

        foreach (PoseParameter parameter in PoseParameters.All)
        {
            RequireFinite(parameter, values[parameter.Index]);
        }

        return new Pose(values.ToArray());
    }

    /// <summary>The same pose with one value replaced.</summary>
    /// <exception cref="BadInputException">There is no parameter of that name, or the value is not a finite number.</exception>
    public Pose With(string name, float value) => With(PoseParameters.All[IndexOf(name)], value);

    /// <inheritdoc cref="With(string, float)"/>
    public Pose With(PoseParameter parameter, float value)
    {
        RequireFinite(parameter, value);
        float[] values = [.. _values];
        values[parameter.Index] = value;
        return new Pose(values);
    }

    /// <summary>Whether every value lies inside its published range.</summary>
    public bool IsInRange
    {
        get
        {
            foreach (PoseParameter parameter in PoseParameters.All)
            {
                if (!parameter.Contains(_values[parameter.Index]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The parameters whose value lies outside the published range: they are passed on, and worth a warning.</summary>
    public IEnumerable<PoseParameter> OutOfRange() => PoseParameters.All.Where(parameter => !parameter.Contains(_values[parameter.Index]));

    /// <inheritdoc/>
    public bool Equals(Pose? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pose);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (float value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    private static int IndexOf(string name) => PoseParameters.TryFind(name, out PoseParameter? parameter)
        ? parameter.Index
        : throw new BadInputException($"There is no pose parameter named {ForeignText.Quote(name)}. {PoseNames.Suggestion(name)}");

    private static void RequireFinite(PoseParameter parameter, float value)
    {
        if (!float.IsFinite(value))
        {
            throw new BadInputException($"The pose value of {parameter.Name} must be a finite number, but is {value}.");
        }
    }
}
