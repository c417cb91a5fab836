// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.type.DataType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a record of the tree is taken apart and put together, and in which of its components other nodes may stand: its branches. */
final class Shape {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(type);
        }
    };

    /** What nothing else stands in that anybody looks for; most components are one of these. */
    private static final Set<Class<?>> LEAVES = Set.of(
            String.class, Location.class, Name.class, Identifier.class, Boolean.class, Integer.class, Long.class);

    private final Method[] accessors;
    private final int[] branches;
    private final Constructor<?> constructor;

    private Shape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Integer> found = new ArrayList<>();
        Class<?>[] types = new Class<?>[components.length];
        accessors = new Method[components.length];
        for (int i = 0; i < components.length; i++) {
            accessors[i] = components[i].getAccessor();
            accessors[i].setAccessible(true); // Not to be asked again at every call.
            types[i] = components[i].getType();
            if (isBranch(components[i].getGenericType())) {
                found.add(i);
            }
        }
        branches = found.stream().mapToInt(Integer::intValue).toArray();
        try {
            constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }

    static Shape of(Record part) {
        return SHAPES.get(part.getClass());
    }

    private static boolean isBranch(Type type) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                if (isBranch(argument)) {
                    return true;
                }
            }
            return false;
        }
        return !(type instanceof Class<?> plain
                && (plain.isPrimitive()
                        || plain.isEnum()
                        || LEAVES.contains(plain)
                        || DataType.class.isAssignableFrom(plain)));
    }

    int branches() {
        return branches.length;
    }

    /** Among all components. */
    int position(int branch) {
        return branches[branch];
    }

    Object branch(Record part, int branch) {
        return read(part, branches[branch]);
    }

    Object[] values(Record part) {
        Object[] values = new Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(part, i);
        }
        return values;
    }

    private Object read(Record part, int component) {
        try {
            return accessors[component].invoke(part);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + accessors[component], e);
        }
    }

    Object make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot make " + constructor, e);
        }
    }
}
