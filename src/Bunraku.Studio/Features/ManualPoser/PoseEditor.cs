using System.Collections.Immutable;
using Bunraku.Core.Poses;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>The state of the manual poser's controls, and the pose that they describe.</summary>
public sealed class PoseEditor
{
    private readonly float[] _values = new float[PoseParameters.Count];

    /// <summary>The boxes of morphs, in the order of the page.</summary>
    public ImmutableArray<MorphChoice> Boxes { get; } =
        [new(PoseCategory.Eyebrow), new(PoseCategory.Eye), new(PoseCategory.Mouth), new(PoseCategory.IrisMorph)];

    /// <summary>Whether one morph of a box acts or all do; see <see cref="Switch"/>.</summary>
    public EditingMode Mode { get; private set; }

    /// <summary>The pose now.</summary>
    public Pose Pose => Pose.FromValues(_values);

    /// <summary>Raised after every change of the pose.</summary>
    public event Action? Changed;

    /// <summary>The value of a parameter in the pose.</summary>
    public float this[PoseParameter parameter] => _values[parameter.Index];

    /// <summary>Sets a parameter, limited to its range; with its other side where the two are linked.</summary>
    public void Set(PoseParameter parameter, float value)
    {
        MorphChoice? box = BoxOf(parameter.Group);
        Write(parameter.Index, parameter.Group, value);
        if (box is { IsLinked: true } && parameter.Group.IsTwoSided)
        {
            Write(OtherSide(parameter), parameter.Group, value);
        }

        Changed?.Invoke();
    }

    /// <summary>Moves the left slider of a box.</summary>
    public void SetLeft(MorphChoice box, float value) => SetSides(box, value, box.IsLinked ? value : box.Right);

    /// <summary>Moves the right slider of a box.</summary>
    public void SetRight(MorphChoice box, float value) => SetSides(box, box.IsLinked ? value : box.Left, value);

    /// <summary>Chooses the morph of a box, which takes over the sliders as they are.</summary>
    public void Select(MorphChoice box, PoseGroup group)
    {
        box.Selected = group;
        ApplyBox(box);
        Changed?.Invoke();
    }

    /// <summary>Links the two sides of a box, the right one following the left one, or frees them.</summary>
    public void Link(MorphChoice box, bool linked)
    {
        box.IsLinked = linked;
        if (!linked)
        {
            return;
        }

        box.Right = box.Left;
        foreach (PoseGroup group in box.Groups.Where(group => group.IsTwoSided))
        {
            _values[group.FirstIndex + 1] = _values[group.FirstIndex];
        }

        Changed?.Invoke();
    }

    /// <summary>Puts every slider back to rest; the chosen morphs stay chosen.</summary>
    public void Reset()
    {
        Array.Clear(_values);
        foreach (MorphChoice box in Boxes)
        {
            (box.Left, box.Right) = (0f, 0f);
        }

        Changed?.Invoke();
    }

    /// <summary>Lets one morph of a box act, or all. Where only one may stay, the strongest does.</summary>
    /// <returns>Whether morphs had to go.</returns>
    public bool Switch(EditingMode mode)
    {
        Mode = mode;
        if (mode == EditingMode.AllMorphs)
        {
            return false;
        }

        bool lost = Boxes.Any(box => box.Groups.Count(IsActive) > 1);
        foreach (MorphChoice box in Boxes)
        {
            TakeStrongest(box);
            ApplyBox(box);
        }

        Changed?.Invoke();
        return lost;
    }

    /// <summary>
    /// Takes over a pose, its values limited to their ranges. A pose with several morphs of one box switches to <see cref="EditingMode.AllMorphs"/>.
    /// </summary>
    public void Load(Pose pose)
    {
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            Write(parameter.Index, parameter.Group, pose[parameter.Index]);
        }

        if (Boxes.Any(box => box.Groups.Count(IsActive) > 1))
        {
            Mode = EditingMode.AllMorphs;
        }

        foreach (MorphChoice box in Boxes)
        {
            box.IsLinked &= box.Groups.All(group => !group.IsTwoSided || _values[group.FirstIndex] == _values[group.FirstIndex + 1]);
            TakeStrongest(box);
        }

        Changed?.Invoke();
    }

    /// <summary>Takes a random pose: one morph in each box, and a turn of eyes, head and body. Breathing stays.</summary>
    public void Randomize(Random random)
    {
        foreach (MorphChoice box in Boxes)
        {
            foreach (PoseGroup group in box.Groups)
            {
                Write(group.FirstIndex, group, 0f);
                Write(group.FirstIndex + (group.IsTwoSided ? 1 : 0), group, 0f);
            }

            box.Selected = box.Groups[random.Next(box.Groups.Length)];
            box.Left = random.NextSingle();
            box.Right = box.IsLinked || random.Next(3) > 0 ? box.Left : random.NextSingle();
            ApplyBox(box);
        }

        foreach (PoseParameter parameter in PoseParameters.All.Where(parameter => parameter.Group.Minimum < 0))
        {
            Write(parameter.Index, parameter.Group, random.NextSingle() + random.NextSingle() - 1f);
        }

        Changed?.Invoke();
    }

    private void SetSides(MorphChoice box, float left, float right)
    {
        (box.Left, box.Right) = (Math.Clamp(left, 0f, 1f), Math.Clamp(right, 0f, 1f));
        ApplyBox(box);
        Changed?.Invoke();
    }

    /// <summary>Makes the pose agree with a box in which one morph acts.</summary>
    private void ApplyBox(MorphChoice box)
    {
        if (Mode == EditingMode.OneMorph)
        {
            foreach (PoseGroup group in box.Groups)
            {
                _values.AsSpan(group.FirstIndex, group.IsTwoSided ? 2 : 1).Clear();
            }
        }

        Write(box.Selected.FirstIndex, box.Selected, box.Left);
        if (box.Selected.IsTwoSided)
        {
            Write(box.Selected.FirstIndex + 1, box.Selected, box.Right);
        }
    }

    /// <summary>Makes a box agree with the pose: its strongest morph is the chosen one, and the sliders stand where it stands.</summary>
    private void TakeStrongest(MorphChoice box)
    {
        PoseGroup strongest = box.Groups.MaxBy(Strength)!;
        if (IsActive(strongest))
        {
            box.Selected = strongest;
        }

        box.Left = _values[box.Selected.FirstIndex];
        box.Right = _values[box.Selected.FirstIndex + (box.Selected.IsTwoSided ? 1 : 0)];
    }

    private bool IsActive(PoseGroup group) => Strength(group) > 0f;

    private float Strength(PoseGroup group) =>
        Math.Max(_values[group.FirstIndex], _values[group.FirstIndex + (group.IsTwoSided ? 1 : 0)]);

    private MorphChoice? BoxOf(PoseGroup group) => Boxes.FirstOrDefault(box => box.Category == group.Category);

    private static int OtherSide(PoseParameter parameter) => (2 * parameter.Group.FirstIndex) + 1 - parameter.Index;

    private void Write(int index, PoseGroup group, float value) => _values[index] = Math.Clamp(value, group.Minimum, group.Maximum);
}
